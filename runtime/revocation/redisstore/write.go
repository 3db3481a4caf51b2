package redisstore

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/runtime/revocation"
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

// Revoke implements [revocation.Store]. An anchor that is named like another key of the store is refused with
// [revocation.ErrArgument].
func (s *Store) Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error {
	if err := revocation.CheckRevoke(ttl, anchors); err != nil {
		return err
	}
	for _, anchor := range anchors {
		if reserved(anchor) {
			return fmt.Errorf("%w: an anchor is named like a key of the store", revocation.ErrArgument)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	millis := max(1, ttl.Milliseconds())
	for _, anchor := range anchors {
		if err := markScript.Run(ctx, s.cfg.Client, []string{s.cfg.KeyPrefix + anchor}, millis).Err(); err != nil {
			return fmt.Errorf("revoking in redis: %w", err)
		}
	}
	s.wrote()
	return nil
}

// AdvanceEpoch implements [revocation.Store].
func (s *Store) AdvanceEpoch(ctx context.Context, zone string, epoch int64) error {
	if err := revocation.CheckEpoch(zone, epoch); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	if err := epochScript.Run(ctx, s.cfg.Client, []string{s.epochKey(zone)}, strconv.FormatInt(epoch, 10)).Err(); err != nil {
		return fmt.Errorf("advancing the epoch in redis: %w", err)
	}
	s.wrote()
	return nil
}
