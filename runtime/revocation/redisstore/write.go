package redisstore

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/mcpgen/mcpgen/runtime/revocation"
)

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
