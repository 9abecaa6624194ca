#!/bin/sh
# Runs the jar that is appended to this script. The first query with a JDK stores the loaded classes in the user's cache folder, and
# later commands start from them. A JDK does not store classes of a jar in a folder whose name contains blanks.
# HAPPYHORSE_JAVA_OPTIONS contains options for Java, such as -Xmx64m.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! found=$(command -v "$java"); then
  echo "happyhorse needs Java 17 or newer: install it, or set JAVA_HOME." >&2
  exit 8
fi
case ${1-} in
  query | check) quick="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" ;;
  *) quick= ;;
esac
cache=${XDG_CACHE_HOME:-${HOME-}/.cache}/happyhorse
jdk=$(dirname "$(readlink -f "$found")")/../release
key=$({ ls -lLn "$found" "$0"; cat "$jdk"; } 2>/dev/null | cksum | cut -d ' ' -f 1)
archive=$cache/$key.jsa
if [ -r "$archive" ]; then
  exec "$java" -XX:SharedArchiveFile="$archive" -Xlog:disable $quick ${HAPPYHORSE_JAVA_OPTIONS-} -jar "$0" "$@"
fi
if [ -n "$quick" ] && mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ]; then
  new=$cache/$key.$$
  "$java" -XX:ArchiveClassesAtExit="$new" -Xlog:disable $quick ${HAPPYHORSE_JAVA_OPTIONS-} -jar "$0" "$@"
  code=$?
  mv -f "$new" "$archive" 2>/dev/null
  find "$cache" -name '*.jsa' -mtime +30 -exec rm -f {} + 2>/dev/null
  exit "$code"
fi
exec "$java" $quick ${HAPPYHORSE_JAVA_OPTIONS-} -jar "$0" "$@"
