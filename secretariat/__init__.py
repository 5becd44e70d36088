"""Secrétariat : le poste de travail de la secrétaire d’un cabinet médical."""
