"""Runs a command, and prints its wall seconds, its CPU seconds, its peak memory in KiB and its exit code.

    python -I -S tests/bench/race_clock.py OUTPUT COMMAND…

The command's output goes to the file OUTPUT. CPU seconds include those of its child processes; the memory is that of the largest
process. This is a program of its own because Linux counts the memory of whatever starts a command as the command's, so that must
be small.
"""

import os
import sys
import time


def main() -> None:
    output, *command = sys.argv[1:]
    target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, target, 1)])
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    peak = used.ru_maxrss // 1024 if sys.platform == "darwin" else used.ru_maxrss
    sys.stdout.write(f"{wall} {used.ru_utime + used.ru_stime} {peak} {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main()
