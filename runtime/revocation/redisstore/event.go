package redisstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// deadLetters bounds the stream of events that could not be applied.
const deadLetters = 10_000

const (
	noAnchor   poison = "missing_revocation_anchor"
	badAnchor  poison = "invalid_revocation_anchor"
	badEpoch   poison = "invalid_delegation_epoch"
	vanished   poison = "removed_before_acknowledged"
	maxPayload        = 16 << 10
)

// anchorFields are the fields of an event of [RevocationStream] that name what is revoked.
var anchorFields = [...]string{"session_id", "sid", "root_sid", "agent_session_id", "delegation_edge_id"}

func (s *Store) applyRevocation(ttl time.Duration) func(context.Context, map[string]string) error {
	return func(ctx context.Context, fields map[string]string) error {
		var anchors []string
		var bad error // of one anchor, which must not keep the others from being revoked
		for _, name := range anchorFields {
			switch a := fields[name]; {
			case a == "" || slices.Contains(anchors, a):
			case reserved(a):
				bad = badAnchor
			default:
				anchors = append(anchors, a)
			}
		}
		switch {
		case len(anchors) > 0:
			if err := s.Revoke(ctx, ttl, anchors...); err != nil {
				return err
			}
		case bad == nil:
			return noAnchor
		}
		return bad
	}
}

// applyEpoch applies an event of [DelegationStream]: zone_id and epoch, a decimal number.
func (s *Store) applyEpoch(ctx context.Context, fields map[string]string) error {
	epoch, err := strconv.ParseUint(fields["epoch"], 10, 63)
	if err != nil || fields["zone_id"] == "" {
		return badEpoch
	}
	return s.AdvanceEpoch(ctx, fields["zone_id"], int64(epoch))
}

// bury writes an event to the dead letters, where an operator finds it with the reason.
func (f *follower) bury(ctx context.Context, id string, why poison, fields map[string]string) error {
	payload, err := json.Marshal(fields)
	if err != nil || len(payload) > maxPayload {
		payload = []byte(`"too long"`)
	}
	ctx, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	err = f.store.cfg.Client.XAdd(ctx, &redis.XAddArgs{
		Stream: f.stream + ".dead", MaxLen: deadLetters, Approx: true,
		Values: []string{"source_id", id, "reason", string(why), "payload", string(payload)},
	}).Err()
	if err != nil {
		return fmt.Errorf("writing a dead letter: %w", err)
	}
	f.cfg.Logger.Warn("revocation event rejected", "stream", f.stream, "id", id, "reason", string(why))
	return nil
}
