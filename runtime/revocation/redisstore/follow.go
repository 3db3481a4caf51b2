package redisstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// The streams of a Caracal deployment, and the consumer groups that its own resource servers use.
const (
	RevocationStream = "caracal.sessions.revoke"
	DelegationStream = "caracal.delegations.invalidate"
	revocationGroup  = "resource-revocation"
	delegationGroup  = "resource-delegation-invalidation"
)

// minKeyBytes is the shortest key for signatures (RFC 2104 section 3: as long as the hash).
const minKeyBytes = 32

// Follow applies the events of both streams from now on, oldest first and again after failures, until Close. Until it
// has read both to their end once, every Check fails. It may be called once.
func (s *Store) Follow(cfg StreamConfig) error {
	switch {
	case len(cfg.HMACKey) == 0 && !cfg.InsecureUnsigned:
		return errors.New("redisstore: StreamConfig.HMACKey is missing: whoever can write to the stream could suppress or forge revocations")
	case len(cfg.HMACKey) != 0 && cfg.InsecureUnsigned:
		return errors.New("redisstore: StreamConfig: HMACKey and InsecureUnsigned contradict each other")
	case len(cfg.HMACKey) != 0 && len(cfg.HMACKey) < minKeyBytes:
		return fmt.Errorf("redisstore: StreamConfig.HMACKey is shorter than %d bytes", minKeyBytes)
	case min(cfg.RevocationTTL, cfg.ClaimAfter, cfg.MaxLag) < 0:
		return errors.New("redisstore: StreamConfig: a negative time")
	case cfg.Group == "" && s.cfg.KeyPrefix != DefaultKeyPrefix:
		return errors.New("redisstore: StreamConfig.Group is missing: stores with different KeyPrefix in one group would each see a part of the events")
	}
	cfg.HMACKey = slices.Clone(cfg.HMACKey)
	cfg.RevocationTTL = cmp.Or(cfg.RevocationTTL, 24*time.Hour)
	cfg.ClaimAfter = cmp.Or(cfg.ClaimAfter, time.Second)
	cfg.MaxLag = cmp.Or(cfg.MaxLag, 5*time.Second)
	if cfg.ClaimAfter > cfg.MaxLag {
		return errors.New("redisstore: StreamConfig.ClaimAfter exceeds MaxLag: what a crashed process left would be missing for longer")
	}
	cfg.Consumer = cmp.Or(cfg.Consumer, randomName())
	cfg.Logger = cmp.Or(cfg.Logger, slog.Default())

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		return errors.New("redisstore: the streams are followed already, or the store is closed")
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.followers = []*follower{
		{store: s, cfg: cfg, stream: RevocationStream, group: cmp.Or(cfg.Group, revocationGroup), apply: s.applyRevocation(cfg.RevocationTTL)},
		{store: s, cfg: cfg, stream: DelegationStream, group: cmp.Or(cfg.Group, delegationGroup), apply: s.applyEpoch},
	}
	for _, f := range s.followers {
		f.count = batch
		f.unfinished = true // a former life of this consumer may have left some
		s.running.Go(func() { f.run(ctx) })
	}
	return nil
}

// Close ends following and waits for it. It closes the client only if [Open] made it.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.cancel == nil {
		s.cancel = func() {}
	}
	s.cancel()
	s.mu.Unlock()
	s.running.Wait()
	if s.owned != nil {
		return s.owned.Close()
	}
	return nil
}

// Retention returns how long revocations from the streams live (StreamConfig.RevocationTTL); 0 while none is followed.
// Verifiers refuse mandates that live longer.
func (s *Store) Retention() time.Duration {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(s.followers) == 0 {
		return 0
	}
	return s.followers[0].cfg.RevocationTTL
}
