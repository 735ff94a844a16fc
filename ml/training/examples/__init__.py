"""What recipes draw by chance: crops, holes, styles, damage."""
