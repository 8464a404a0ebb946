"""Plays a runner of GitHub for one job: a fresh clone, each `run:` step in order, its condition, its variables and files."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

WORKFLOWS = Path(__file__).parents[1] / "src/dateline/flows/workflows"
TOKEN = "ghs_canary-of-the-job"
SCRIPTS = Path(sys.executable).parent
DATELINE = f"""#!{sys.executable}
import os, sys
with open(os.environ["ASKED"], "a") as asked:
    print("dateline", *sys.argv[1:], file=asked)
argv = sys.argv[1:]
if argv[0] == "propose" and "REAL" not in os.environ:
    print("# A review card")
    if "--whole" in argv:
        os.makedirs(argv[argv.index("--whole") + 1])
    if "--dry-run" not in argv:
        os.system("git clean --quiet --force -d stories && git checkout --quiet .")
    print(os.environ.get("PROPOSE_SAYS", ""), file=sys.stderr)
    sys.exit(3 if os.environ.get("PROPOSE_SAYS") else 0)
if "--state" in argv:
    at = argv.index("--state")
    assert os.path.isdir(argv[at + 1]), argv
    del argv[at : at + 2]
os.execv({str(SCRIPTS / "dateline")!r}, ["dateline", *argv])
"""
"""Records what it is asked. What has tests of its own is played: `propose`, after which the clone is as before, and the state of
a build. The rest is real.
With REAL in the environment, so is `propose`."""
DOUBLES = {
    "dateline": DATELINE,
    "python": f'#!/bin/sh\ncase "$*" in *"pip install"*) ;; *) exec "{sys.executable}" "$@";; esac\n',
    "gh": """#!/bin/sh
if [ "$1" = api ]; then [ -z "$PUBLISHED_AT" ] || echo "$PUBLISHED_AT"; exit "${GH_FAILS:-0}"; fi
for last; do :; done
echo "gh $*: $(cat "$last")" >> "$ASKED"
""",
}
"""Programs for steps that would reach the network."""

Used = Callable[["Job", Mapping[str, Any]], dict[str, str] | None]
"""What plays an action: it returns its outputs, or None if it fails."""


@dataclass
class Job:
    """One run of a job."""

    folder: Path
    """For everything of this run."""
    origin: Path
    """The bare repository."""
    contexts: dict[str, Any]
    """`github`, `secrets`, `vars` and `inputs`, as expressions see them."""
    environment: dict[str, str]
    """More variables for each step."""
    uses: dict[str, Used] = field(default_factory=dict)
    """The action's name → what plays it; any other does nothing and succeeds."""
    doubles: Mapping[str, str] = field(default_factory=dict)
    """Programs that come first on PATH, besides DOUBLES."""
    system: str = "/usr/bin:/bin"
    """The folders with the programs of the system."""
    ref: str = ""
    """What is checked out if the step does not say it; empty: the default branch."""

    outcomes: dict[str, str] = field(default_factory=dict)
    """The step's name → success, failure or skipped."""
    said: dict[str, str] = field(default_factory=dict)
    """The step's name → what it printed."""
    with_what: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """The action's name → its inputs."""
    environments: dict[str, dict[str, str]] = field(default_factory=dict)
    """The step's name → what its `env` gave it."""

    @property
    def work(self) -> Path:
        """The clone."""
        return self.folder / "work"

    @property
    def summary(self) -> str:
        """The summary of the job."""
        path = self.folder / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def asked(self) -> list[str]:
        """What `dateline` and `gh` were asked, in order."""
        path = self.folder / "asked"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    @property
    def status(self) -> str:
        """How the job ended."""
        return str(self.contexts["job"]["status"])

    def run(self, workflow: Path, name: str) -> "Job":
        """Runs a job's steps."""
        job = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"][name]
        self.folder.mkdir(parents=True)
        for double, text in {**DOUBLES, **self.doubles}.items():
            _program(self.folder / "bin" / double, text)
        self.contexts |= {"job": {"status": "success"}, "steps": {}, "runner": {"temp": str(self.folder / "temp")}}
        for folder in ("temp", "work"):
            (self.folder / folder).mkdir()
        for step in job["steps"] if "if" not in job or self._holds(job["if"]) else ():
            self._step(step)
        return self

    def _step(self, step: dict[str, Any]) -> None:
        label = step.get("name") or step.get("id") or step["uses"].partition("@")[0]
        if not self._holds(step.get("if", "success()")):
            outcome, outputs = "skipped", dict[str, str]()
        elif "uses" in step:
            outcome, outputs = self._use(step)
        else:
            outcome, outputs = self._command(label, step)
        self.outcomes[label] = outcome
        if "id" in step:
            self.contexts["steps"][step["id"]] = {"outcome": outcome, "outputs": outputs}
        if outcome == "failure" and not step.get("continue-on-error"):
            self.contexts["job"]["status"] = "failure"

    def _use(self, step: dict[str, Any]) -> tuple[str, dict[str, str]]:
        action = step["uses"].partition("@")[0]
        given = {key: self.filled(value) for key, value in step.get("with", {}).items()}
        self.with_what[step.get("name", action)] = given
        outputs = self.uses.get(action, _checkout if action == "actions/checkout" else _nothing)(self, given)
        return ("failure", {}) if outputs is None else ("success", outputs)

    def _command(self, label: str, step: dict[str, Any]) -> tuple[str, dict[str, str]]:
        given = {key: self.filled(value) for key, value in step.get("env", {}).items()}
        self.environments[label] = given
        output = self.folder / "output"
        output.write_text("", encoding="utf-8")
        github = self.contexts["github"]
        environment = {
            "PATH": f"{self.folder / 'bin'}:{SCRIPTS}:{self.system}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_EVENT_NAME": github["event_name"],
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_PATH": str(self.folder / "path"),
            "GITHUB_RUN_ID": "77",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "ASKED": str(self.folder / "asked"),
            **self.environment,
            **given,
        }
        (self.folder / "event.json").write_text(json.dumps(github["event"]), encoding="utf-8")
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "-e", script],
            cwd=self.work,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.said[label] = done.stdout
        outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        return ("failure" if done.returncode else "success"), outputs

    # --- expressions -------------------------------------------------------------------------------------------------------

    def filled(self, text: Any) -> str:
        """A value with its expressions worked out."""
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: _shown(self._value(match[1])), str(text))

    def _holds(self, condition: str) -> bool:
        inner = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition.strip())
        asks = re.search(r"\b(always|cancelled|failure|success)\(\)", inner)
        return bool(self._value(inner if asks else f"success() && ({inner})"))

    def _value(self, expression: str) -> Any:
        """The value of an expression: GitHub's operators as Python's, and each name as what the contexts have under it."""
        words = re.compile(r"('(?:[^']|'')*')|(&&|\|\||!(?!=)|==|!=)|([A-Za-z_][\w.-]*)(\()?")
        signs = {"&&": " and ", "||": " or ", "!": " not "}

        def python(match: re.Match[str]) -> str:
            text, sign, name, call = match.groups()
            if text or sign:
                return repr(text[1:-1]) if text else signs.get(sign, sign)
            return f"call_{name}(" if call else f"{self._named(name)!r}"

        is_fine = self.contexts["job"]["status"] == "success"
        functions = {
            "call_success": lambda: is_fine,
            "call_failure": lambda: not is_fine,
            "call_always": lambda: True,
            "call_cancelled": lambda: False,
            "call_contains": lambda text, part: part in text,
            "call_hashFiles": lambda path: "abc" if (self.work / path).exists() else "",
        }
        return eval(words.sub(python, expression.strip()), {"__builtins__": {}}, functions)

    def _named(self, name: str) -> Any:
        if name in {"true", "false"}:
            return name == "true"
        found: Any = self.contexts
        for part in name.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return found


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nothing(job: Job, given: Mapping[str, Any]) -> dict[str, str]:
    return {}


def _checkout(job: Job, given: Mapping[str, Any]) -> dict[str, str]:
    """A clone with all branches, of which one is checked out, and no token in it."""
    subprocess.run(["git", "clone", "--quiet", job.origin, job.work], check=True)
    ref = given.get("ref") or job.ref
    if ref:
        subprocess.run(["git", "checkout", "--quiet", ref], cwd=job.work, check=True)
    return {}


def _program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def linked(folder: Path, *programs: str) -> str:
    """A PATH with these programs of the system, and no others."""
    folder.mkdir(parents=True)
    for program in programs:
        found = next(Path(place, program) for place in os.defpath.split(":") if place and Path(place, program).exists())
        (folder / program).symlink_to(found)
    return str(folder)


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    argv = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(argv, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def commit(folder: Path, message: str) -> None:
    """Commits everything."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
