# Clients and judges of other people, from npm, for the tests marked `emulator`: sourced, it exports CONCIERGE_NPM, the
# folder where they lie, or CONCIERGE_NPM_MISSING, the reason why there is none. They stay out of the repository: some
# may be used and not passed on.
# shellcheck shell=bash

clients_wanted=(
  node@22.23.3  # emulate does not run on older ones
  emulate@0.12.2
  @microsoft/m365agentsplayground@0.2.28
  @microsoft/app-manifest@1.1.2
  adaptivecards@3.0.6
  @slack/types@3.2.0
  @slack/web-api@8.2.0
  typescript@7.0.2
  blns@2.0.4
  app.json@1.3.0
)

# $1: the folder. Only node's own script runs (it fetches the program for this machine); the others have no say.
install_clients() {
  mkdir -p "$1" && (
    cd "$1" || exit
    [ -e package.json ] || echo '{"private": true}' >package.json
    npm install --no-fund --no-audit --no-package-lock --ignore-scripts --loglevel=error "${clients_wanted[@]}" >/dev/null &&
      npm rebuild --ignore-scripts=false --loglevel=error node >/dev/null &&
      node_modules/.bin/node --version >/dev/null
  )
}

find_clients() {
  local folder=${CONCIERGE_NPM:-${XDG_CACHE_HOME:-$HOME/.cache}/concierge-clients}
  unset CONCIERGE_NPM CONCIERGE_NPM_MISSING
  # Written last, so that a folder left half-way is completed by the next run.
  if [ "$(cat "$folder/installed" 2>/dev/null)" != "${clients_wanted[*]}" ]; then
    if ! command -v npm >/dev/null; then
      export CONCIERGE_NPM_MISSING="npm is not installed (Debian: apt-get install npm)"
    elif ! install_clients "$folder"; then
      export CONCIERGE_NPM_MISSING="npm could not install the clients into $folder"
    else
      echo "${clients_wanted[*]}" >"$folder/installed"
    fi
  fi
  if [ -n "${CONCIERGE_NPM_MISSING:-}" ]; then
    echo "The tests marked \`emulator\` are skipped: $CONCIERGE_NPM_MISSING." >&2
  else
    export CONCIERGE_NPM=$folder
  fi
}

find_clients
