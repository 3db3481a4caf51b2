package redisstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// errForgot is the answer to every Check from the loss until a follower has put it on record as a gap.
var errForgot = errors.New("redis has lost its data, and revocations with it")

// identify learns which data Redis holds, and puts it on record if it is not what it was.
func (f *follower) identify(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	client, key := f.store.cfg.Client, f.store.cfg.KeyPrefix+dataSuffix
	if err := client.SetArgs(bounded, key, randomName(), redis.SetArgs{Mode: "NX"}).Err(); err != nil && !isNil(err) {
		return fmt.Errorf("identifying the data of redis: %w", err)
	}
	id, err := client.Get(bounded, key).Result()
	if err != nil {
		return fmt.Errorf("identifying the data of redis: %w", err)
	}
	if known := f.store.data.Load(); known != nil && *known != id {
		f.cfg.Logger.Error("redis has lost its data, and revocations with it")
		if err := f.miss(ctx, "", 0); err != nil {
			return err
		}
	}
	f.store.data.Store(&id)
	return nil
}

// evidence is what a store that follows streams asks along with every Check: that nothing is missing.
type evidence struct {
	known *string
	lost  *redis.IntCmd
	data  *redis.StringCmd
}

// evidence adds its questions to pipe. They come last: what the answers before them were read from is then no older
// than what they say is whole. Without streams there is none.
func (s *Store) evidence(ctx context.Context, pipe redis.Pipeliner) evidence {
	if !s.follows() {
		return evidence{}
	}
	return evidence{s.data.Load(), pipe.Exists(ctx, s.cfg.KeyPrefix+lostSuffix), pipe.Get(ctx, s.cfg.KeyPrefix+dataSuffix)}
}

// check returns why revocations may be missing, or nil.
func (e evidence) check() error {
	if e.lost == nil {
		return nil
	}
	gaps, err := e.lost.Result()
	if err != nil {
		return fmt.Errorf("asking redis for revocations: %w", err)
	}
	id, err := e.data.Result()
	switch {
	case err != nil && !isNil(err):
		return fmt.Errorf("asking redis for revocations: %w", err)
	case gaps > 0:
		return errLostEvents
	case err != nil || e.known == nil || *e.known != id:
		return errForgot
	}
	return nil
}

// errLostEvents is the answer to every Check while that key lives.
var errLostEvents = errors.New("events left a revocation stream before they were read, or redis lost its data: revocations may be missing")
