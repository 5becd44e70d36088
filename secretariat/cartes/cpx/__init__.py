"""La carte du professionnel, par ses certificats : qui elle dit être, ce qu’elle signe, qui s’en porte garant."""
