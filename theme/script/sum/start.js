// The only file with statements of what sums up several versions; a brief loads it when it is needed.

sumUpCard();
