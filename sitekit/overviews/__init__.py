"""All pages together: map, glossary, gallery, proof, and what must hold of all."""
