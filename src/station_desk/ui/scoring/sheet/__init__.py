"""The score sheet as a grid."""
