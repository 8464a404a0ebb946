"""What the runs of all machines share: the state branch, and the versions that stand proposed."""
