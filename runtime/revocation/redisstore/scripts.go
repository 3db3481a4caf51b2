package redisstore

import (
	"strings"

	"github.com/redis/go-redis/v9"
)

// markScript sets KEYS[1] for ARGV[1] milliseconds unless it already lives longer. Time stands still in a script, so
// the key cannot end between the two commands.
var markScript = redis.NewScript(`
local left = redis.call('PTTL', KEYS[1])
if left == -2 or (left >= 0 and left < tonumber(ARGV[1])) then
  redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
end
return 1`)

// epochScript raises KEYS[1] to ARGV[1], comparing decimal numbers by length and then by digits: Lua's numbers lose
// digits beyond 2^53. The key does not expire.
var epochScript = redis.NewScript(`
local now = redis.call('GET', KEYS[1]) or ''
if not string.match(now, '^%d+$') then now = '0' end
now = string.gsub(now, '^0+(%d)', '%1')
if #ARGV[1] > #now or (#ARGV[1] == #now and ARGV[1] > now) then
  redis.call('SET', KEYS[1], ARGV[1])
else
  redis.call('PERSIST', KEYS[1])
end
return 1`)

// reserved reports whether an anchor is named like another key of the store: marking it would overwrite an epoch, or
// refuse everybody.
func reserved(anchor string) bool {
	return strings.HasPrefix(anchor, epochInfix) || strings.HasPrefix(anchor, probeSuffix) || anchor == lostSuffix || anchor == dataSuffix
}
