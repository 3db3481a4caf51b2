package redisstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/runtime/revocation"
)

var _ revocation.Store = (*Store)(nil)

// New returns a store, or an error if cfg is incomplete or its client could answer late or from a replica. It does not
// use the network.
func New(cfg Config) (*Store, error) {
	if err := checkClient(cfg.Client); err != nil {
		return nil, err
	}
	if cfg.Timeout < 0 || cfg.ProbeInterval < 0 {
		return nil, errors.New("redisstore: Config: a negative time")
	}
	if cfg.KeyPrefix == "" {
		cfg.KeyPrefix = DefaultKeyPrefix
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 500 * time.Millisecond
	}
	if cfg.ProbeInterval == 0 {
		cfg.ProbeInterval = time.Second
	}
	s := &Store{cfg: cfg, probe: cfg.KeyPrefix + probeSuffix + randomName(), begin: time.Now()}
	s.written.Store(-int64(cfg.ProbeInterval) - 1) // the first Check probes
	return s, nil
}

// Check implements [revocation.Store] in one round trip.
func (s *Store) Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error) {
	if err := s.lagging(); err != nil {
		return false, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	pipe := s.cfg.Client.Pipeline()
	var probe *redis.StatusCmd
	if time.Since(s.begin)-time.Duration(s.written.Load()) > s.cfg.ProbeInterval {
		probe = pipe.Set(ctx, s.probe, "1", time.Minute)
	}
	var current *redis.StringCmd
	if zone != "" {
		current = pipe.Get(ctx, s.epochKey(zone))
	}
	marks := make([]*redis.IntCmd, 0, len(anchors))
	for _, anchor := range anchors {
		if anchor != "" {
			marks = append(marks, pipe.Exists(ctx, s.cfg.KeyPrefix+anchor))
		}
	}
	if pipe.Len() == 0 {
		return false, 0, nil
	}
	evidence := s.evidence(ctx, pipe)
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return false, 0, fmt.Errorf("asking redis for revocations: %w", err)
	}
	if probe != nil {
		if err := probe.Err(); err != nil {
			return false, 0, fmt.Errorf("redis takes no revocations: %w", err)
		}
		s.wrote()
	}
	if err := evidence.check(); err != nil {
		return false, 0, err
	}
	for _, m := range marks {
		n, err := m.Result()
		if err != nil {
			return false, 0, fmt.Errorf("asking redis for revocations: %w", err)
		}
		revoked = revoked || n > 0
	}
	if current != nil {
		if epoch, err = parseEpoch(current); err != nil {
			return false, 0, err
		}
	}
	return revoked, epoch, nil
}

// parseEpoch reads a decimal number; what is not there is 0, and what is something else is an error: a reader that
// took it for 0 would accept stale delegations.
func parseEpoch(cmd *redis.StringCmd) (int64, error) {
	text, err := cmd.Result()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("asking redis for the epoch: %w", err)
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, errors.New("asking redis for the epoch: it holds no decimal number")
	}
	return int64(n), nil
}
