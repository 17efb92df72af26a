#!/usr/bin/env bash
# Restores packages. Where the NuGet feed lacks AWS's packages, and only then, turns the stand-ins on by making the
# git-ignored marker file .standins (docs/decisions/0001-stand-ins.md); `make clean` removes it.
# Usage: eng/restore.sh [project or solution], Functions.sln unless given.
set -u
cd "$(dirname "$0")/.." || exit 1
target=${1:-Functions.sln}

restore() {
  dotnet restore "$target" --nologo --verbosity quiet "$@"
}

# A choice that was made already, by the marker or by hand, stays.
if [ -f .standins ] || [ -n "${UseStandIns:-}" ]; then
  restore
  exit
fi

if answer=$(restore 2>&1); then
  [ -z "$answer" ] || printf '%s\n' "$answer"
  exit 0
fi

# NU1101: no such package; NU1102: no such version. Anything else (no network, no access) is not for us to judge.
if ! printf '%s\n' "$answer" | grep -Eq 'NU110[12]: .*(AWSSDK\.|Amazon\.Lambda\.)'; then
  printf '%s\n' "$answer" >&2
  exit 1
fi

: > .standins
echo "The NuGet feed lacks some of AWS's packages: building with the stand-ins of standins/ (not for deployment)."
restore
