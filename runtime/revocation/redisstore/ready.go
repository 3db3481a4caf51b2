package redisstore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// checkClient refuses clients whose answers could be late or stale.
func checkClient(client redis.UniversalClient) error {
	bounded, stale := false, false
	switch c := client.(type) {
	case nil:
		return errors.New("redisstore: Config.Client is missing")
	case *redis.Client:
		if c == nil {
			return errors.New("redisstore: Config.Client is a nil pointer")
		}
		bounded = c.Options().ContextTimeoutEnabled
	case *redis.ClusterClient:
		if c == nil {
			return errors.New("redisstore: Config.Client is a nil pointer")
		}
		o := c.Options()
		bounded, stale = o.ContextTimeoutEnabled, o.ReadOnly || o.RouteByLatency || o.RouteRandomly
	default:
		return fmt.Errorf("redisstore: Config.Client is a %T; use a *redis.Client or *redis.ClusterClient (redis.NewUniversalClient makes one)", client)
	}
	switch {
	case !bounded:
		return errors.New("redisstore: Config.Client must have ContextTimeoutEnabled: a Redis that hangs would hang every request")
	case stale:
		return errors.New("redisstore: Config.Client must read from masters (no ReadOnly, RouteByLatency, RouteRandomly): a replica may lack a revocation")
	}
	return nil
}

// Ready implements [revocation.Store]: Redis answers, takes a write, does not evict, and the streams, if followed, are
// being read and have lost nothing.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.lagging(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	if err := s.cfg.Client.Set(ctx, s.probe, "1", time.Minute).Err(); err != nil {
		return fmt.Errorf("redis takes no revocations: %w", err)
	}
	s.wrote()
	pipe := s.cfg.Client.Pipeline()
	evidence := s.evidence(ctx, pipe)
	if _, err := pipe.Exec(ctx); err != nil && !isNil(err) {
		return fmt.Errorf("asking redis for revocations: %w", err)
	}
	if err := evidence.check(); err != nil {
		return err
	}
	if s.cfg.InsecureAllowEviction {
		return nil
	}
	if cluster, ok := s.cfg.Client.(*redis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, func(ctx context.Context, c *redis.Client) error { return keeps(ctx, c) })
	}
	return keeps(ctx, s.cfg.Client)
}

// keeps reports whether a server keeps every key: eviction takes keys with a time to live first, and all ours have one.
func keeps(ctx context.Context, c redis.Cmdable) error {
	info, err := c.Info(ctx, "memory").Result()
	if err != nil {
		return fmt.Errorf("asking redis whether it evicts keys: %w", err)
	}
	bounded, policy := true, ""
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch name {
		case "maxmemory":
			bounded = value != "0"
		case "maxmemory_policy":
			policy = value
		}
	}
	if bounded && policy != "noeviction" {
		return fmt.Errorf("redis may evict live revocations: maxmemory-policy is %q, not noeviction", policy)
	}
	return nil
}
