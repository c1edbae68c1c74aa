#!/usr/bin/env bash
# Makes docs/walk-through.md anew: types into mcshark in a tmux of its own, keeps the screens, says what was typed and why.
#   docs/walk-through.sh [FILE]    where it goes; docs/walk-through.md if not told
#   MCSHARK=...                    the program; ./mcshark if not told
set -eu
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
target=$(realpath -m "${1:-$here/docs/walk-through.md}")
program=${MCSHARK:-$here/mcshark}
folder=$(mktemp -d)
trap 'tmux -S "$folder/tmux" kill-server 2>/dev/null || :; rm -rf "$folder"' EXIT
cp "$here"/test-pcaps/src/main/resources/pcaps/{rtp-spoiled,membership-session}.pcap "$folder"
text=$folder/text

tm() { tmux -u -S "$folder/tmux" "$@"; }

screen() { tm capture-pane -p | sed 's/ *$//'; }

until_shown() { # until_shown TEXT: waits for the screen to show it, and to stand still
    local i now last=
    for ((i = 0; i < 200; i++)); do
        now=$(screen)
        if [[ $now == *"$1"* && $now == "$last" ]]; then return; fi
        last=$now
        sleep 0.15
    done
    printf 'walk-through: waited in vain for "%s" on:\n%s\n' "$1" "$now" >&2
    exit 1
}

say() { printf '%s\n\n' "$*" >>"$text"; }

keys() { tm send-keys "$@"; }

line() { # line TEXT SHOWN: types a line into the shell, on an empty screen
    local i
    keys C-l
    for ((i = 0; i < 200 && $(screen | grep -c .) > 2; i++)); do sleep 0.1; done
    keys -l -- "$1"
    keys Enter
    until_shown "$2"
}

show() { # show: keeps the screen
    { printf '```text\n'; screen; printf '```\n\n'; } >>"$text"
}

tm -f /dev/null new-session -d -x 126 -y 32 -c "$folder" \
    -e TZ=UTC -e LC_ALL=C.UTF-8 -e TERM=xterm-256color -e NO_COLOR=1 -e PAGER= \
    -e XDG_CONFIG_HOME="$folder" -e XDG_STATE_HOME="$folder" "$program"
tm set -g status off
until_shown 'nothing open'

cat >"$text" <<'END'
# A walk through: which stream loses packets, and which member left

Made by `docs/walk-through.sh` out of a real terminal; run it again after a change. The captures are in `test-pcaps`.

END

say 'The shell, and a capture of an audio stream that viewers complain about. `streams` tells what was lost:'
line 'open rtp-spoiled.pcap' '397 packets'
line 'streams --record stream' '(no room'
show
say '27 of 424 packets did not arrive, 17 came twice, 17 late. Where? `view` is the full screen: list, tree and bytes.'
keys -l view
keys Enter
until_shown '70 with findings'
show
say '`2` shows the streams here, too, and Enter on one shows its packets only. `]` goes to the next packet on which something was found,' \
    'and the bottom line says what.'
keys 2
until_shown 'All streams'
keys Enter
until_shown '397 of 397 packets'
keys ] ]
until_shown 'found: rtp-reorder'
show
say 'Tab goes to the tree. The field that is selected lights its bytes; a byte that is selected (or clicked) selects its field.' \
    'The sequence number that came late:'
keys Tab
keys End
keys Right
until_shown 'Sequence number'
keys Down Down Down Down Down Down Down
until_shown '2 from 44'
show
say 'Back in the shell (`q`), a second capture beside the first: somebody says a receiver went away by itself. `groups` tells who was' \
    'a member, since when, and how it ended:'
keys Escape
keys Escape
keys q
until_shown 'mcshark (filtered)>'
line 'open membership-session.pcap' '+1 open'
line 'groups' '239.1.1.9  192.0.2.1'
show
say '192.0.2.1 left 232.1.1.1 at 12:18:09.935, it did not time out; traffic went on for 0.94 s. It gave up one source after' \
    'the other (IGMPv3, record type 6), the last one then:'
line 'filter igmp.maddr == 232.1.1.1 && igmp.record_type == 6' 'filtered'
line 'packets' '12:18:09.9'
show
say 'And its bytes, from the network layer on:'
number=$(screen | sed -n 's/^ *\([0-9]*\) 12:18:09\.93.*/\1/p' | head -n 1)
line "hex $number network" '0020'
show
keys -l quit
keys Enter
# The temporary folder and what a terminal pads are nobody's business; blank lines at the end of screens neither.
sed -e "s#$folder/##g" "$text" | cat -s >"$target"
