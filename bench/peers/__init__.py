"""What Vestibule is compared with: other people's account servers, from their published packages, with their own production settings."""
