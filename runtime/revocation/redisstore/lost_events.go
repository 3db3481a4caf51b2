package redisstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// lostEventsScript returns, for the stream KEYS[1] and the group ARGV[1], how many events left the stream before the group was
// given them; an id that they all precede; the last id that the group was given; and how many events came before the
// oldest that is left. It needs the counters of Redis 7.0, and answers 0 where there are none.
//
// Only when the oldest event that is left (or, of an empty stream, all there ever were) is one that the group does not
// have yet can others be gone. Ids are compared as in the script for epochs.
var lostEventsScript = redis.NewScript(`
local function fields(list)
  local t = {}
  for i = 1, #list, 2 do t[list[i]] = list[i + 1] end
  return t
end
local function bigger(a, b) return #a > #b or (#a == #b and a > b) end
local function after(a, b)
  local am, as = string.match(a, '^(%d+)-(%d+)$')
  local bm, bs = string.match(b, '^(%d+)-(%d+)$')
  if am ~= bm then return bigger(am, bm) end
  return bigger(as, bs)
end
if redis.call('EXISTS', KEYS[1]) == 0 then return redis.error_reply('NOGROUP no such stream') end
local stream, group = fields(redis.call('XINFO', 'STREAM', KEYS[1])), nil
for _, g in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  g = fields(g)
  if g['name'] == ARGV[1] then group = g end
end
if not group then return redis.error_reply('NOGROUP no such group') end
if not stream['entries-added'] then return {0, '', '', 0} end
local bound = stream['last-generated-id']
if stream['first-entry'] then bound = stream['first-entry'][1] end
local given, read = group['last-delivered-id'], group['entries-read']
if given == '0-0' and not read then read = 0 end
if not read or not after(bound, given) then return {0, '', '', 0} end
local before = stream['entries-added'] - stream['length']
return {before - read, bound, given, before}`)

// watch notices events that left the stream before the group was given them: trimmed while nobody read, or by somebody
// who wants them unread. A group that was never given anything is new, and what was trimmed before its time is no loss.
func (f *follower) watch(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	answer, err := lostEventsScript.Run(bounded, f.store.cfg.Client, []string{f.stream}, f.group).Slice()
	if err != nil {
		return f.lost(err)
	}
	if len(answer) != 4 {
		return errors.New("reading: redis describes the stream in another form")
	}
	gone, _ := answer[0].(int64)
	bound, _ := answer[1].(string)
	given, _ := answer[2].(string)
	before, _ := answer[3].(int64)
	if gone <= 0 {
		return nil
	}
	if given == "0-0" {
		f.cfg.Logger.Warn("the revocation stream was trimmed before this consumer group began to read it", "stream", f.stream, "events", gone)
	} else if err := f.miss(ctx, bound, gone); err != nil {
		return err
	}
	// From here on the loss is on record, and is not to be found again.
	recorded := redis.NewStatusCmd(bounded, "xgroup", "setid", f.stream, f.group, given, "entriesread", before)
	recorded.SetFirstKeyPos(2)
	if err := f.store.cfg.Client.Process(bounded, recorded); err != nil {
		return f.lost(err)
	}
	return nil
}

// miss puts on record, for every process that shares the store, that events up to id were lost. Their revocations would
// have ended at the latest one life of a revocation after id was announced (without id: from now on); until then nothing
// can be decided.
func (f *follower) miss(ctx context.Context, id string, events int64) error {
	left := f.cfg.RevocationTTL
	text, _, _ := strings.Cut(id, "-")
	if millis, err := strconv.ParseInt(text, 10, 64); err == nil {
		left = min(left, time.Until(time.UnixMilli(millis))+f.cfg.RevocationTTL)
	}
	if left <= 0 {
		return nil
	}
	bounded, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	key := f.store.cfg.KeyPrefix + lostSuffix
	if err := markScript.Run(bounded, f.store.cfg.Client, []string{key}, max(1, left.Milliseconds())).Err(); err != nil {
		return fmt.Errorf("recording lost events: %w", err)
	}
	f.cfg.Logger.Error("revocations may be missing: every request is refused until they would have ended, or the key is deleted",
		"stream", f.stream, "events", events, "for", left.Round(time.Second), "key", key)
	return nil
}

// lost notices that the group is gone (a stream deleted, a Redis replaced), so that it is made anew.
func (f *follower) lost(err error) error {
	if strings.HasPrefix(err.Error(), "NOGROUP") {
		f.grouped = false
	}
	return fmt.Errorf("reading: %w", err)
}
