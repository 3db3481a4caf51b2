package redisstore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	batch     = 100
	blockTime = 500 * time.Millisecond
	retryTime = 100 * time.Millisecond
)

// run follows until ctx is done. Outages are logged when they begin and when they end.
func (f *follower) run(ctx context.Context) {
	down := false
	for ctx.Err() == nil {
		began := time.Since(f.store.begin)
		err := f.round(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			f.current.Store(int64(began) + 1)
			if down {
				f.cfg.Logger.Info("revocation stream is being read again", "stream", f.stream)
			}
			down = false
			continue
		case !down:
			down = true
			f.cfg.Logger.Error("revocation stream cannot be read or applied", "stream", f.stream, "error", err)
		}
		f.unfinished = true
		select {
		case <-ctx.Done():
		case <-time.After(retryTime):
		}
	}
}

// round applies, in this order, what was delivered to us and not finished, what others were delivered and have not
// finished for too long, and what is new.
func (f *follower) round(ctx context.Context) error {
	if err := f.identify(ctx); err != nil {
		return err
	}
	if err := f.join(ctx); err != nil {
		return err
	}
	if f.unfinished {
		if err := f.again(ctx); err != nil {
			return err
		}
		f.unfinished = false
	}
	if err := f.takeOver(ctx); err != nil {
		return err
	}
	for {
		if err := f.watch(ctx); err != nil {
			return err
		}
		asked := f.count
		n, err := f.read(ctx, ">")
		if err != nil || n < asked { // a full batch: there may be more, and only the end of the stream is current
			return err
		}
	}
}

// join makes the group, from the oldest event on, so that nothing that was announced before is missed.
func (f *follower) join(ctx context.Context) error {
	if f.grouped {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	err := f.store.cfg.Client.XGroupCreateMkStream(ctx, f.stream, f.group, "0").Err()
	if err != nil && !strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return fmt.Errorf("joining the consumer group: %w", err)
	}
	f.grouped = true
	return nil
}

// again applies what was delivered to this consumer before, until nothing is left.
func (f *follower) again(ctx context.Context) error {
	for {
		n, err := f.read(ctx, "0")
		if err != nil || n == 0 {
			return err
		}
	}
}

// read delivers and applies events: new ones for ">", or those delivered to us before for "0".
func (f *follower) read(ctx context.Context, from string) (int, error) {
	block := blockTime
	if from != ">" {
		block = -1 // answers at once
	}
	bounded, cancel := context.WithTimeout(ctx, blockTime+f.store.cfg.Timeout)
	defer cancel()
	answer, err := f.store.cfg.Client.XReadGroup(bounded, &redis.XReadGroupArgs{
		Group: f.group, Consumer: f.cfg.Consumer, Streams: []string{f.stream, from}, Count: int64(f.count), Block: block,
	}).Result()
	if isNil(err) {
		return 0, nil
	}
	if err != nil {
		f.count = max(1, f.count/2) // perhaps they are too large to come in time together
		return 0, f.lost(err)
	}
	f.count = min(f.count+1, batch)
	n := 0
	for _, stream := range answer {
		for _, message := range stream.Messages {
			if err := f.process(ctx, message); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// takeOver makes ours, and applies, what another consumer was delivered and has not finished. Only ids are asked for:
// Redis 6.2 answers null for an event that is gone from the stream, and go-redis takes that for the end of the answer.
func (f *follower) takeOver(ctx context.Context) error {
	for start := "0-0"; ; {
		next, claimed, gone, err := f.claim(ctx, start)
		if err != nil {
			return err
		}
		for _, id := range gone { // and no longer pending
			if err := f.removed(ctx, id); err != nil {
				return err
			}
		}
		if claimed > 0 {
			if err := f.again(ctx); err != nil {
				return err
			}
		}
		if next == "" || next == "0-0" {
			return nil
		}
		start = next
	}
}

// claim makes pending events ours. It returns where to go on, how many there were, and the ids of those that are gone
// from the stream (Redis 7.0; before that they are among the others).
func (f *follower) claim(ctx context.Context, start string) (next string, claimed int, gone []string, err error) {
	bounded, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	answer, err := f.store.cfg.Client.Do(bounded, "XAUTOCLAIM", f.stream, f.group, f.cfg.Consumer,
		f.cfg.ClaimAfter.Milliseconds(), start, "COUNT", batch, "JUSTID").Slice()
	if err != nil {
		return "", 0, nil, f.lost(err)
	}
	if len(answer) < 2 {
		return "", 0, nil, errors.New("reading: redis claims events in another form")
	}
	next, _ = answer[0].(string)
	ids, _ := answer[1].([]any)
	if len(answer) > 2 {
		list, _ := answer[2].([]any)
		for _, id := range list {
			text, _ := id.(string)
			gone = append(gone, text)
		}
	}
	return next, len(ids), gone, nil
}

// removed deals with an event that left the stream after it was delivered and before it was acknowledged: whether it is
// in force cannot be known.
func (f *follower) removed(ctx context.Context, id string) error {
	if err := f.miss(ctx, id, 1); err != nil {
		return err
	}
	return f.bury(ctx, id, vanished, nil)
}

// process puts one event in force and acknowledges it. What can never be applied goes to the dead letters; a failure
// of the store leaves the event unacknowledged.
func (f *follower) process(ctx context.Context, message redis.XMessage) error {
	if len(message.Values) == 0 {
		if err := f.removed(ctx, message.ID); err != nil {
			return err
		}
	} else {
		fields := textFields(message.Values)
		err := f.check(fields)
		if err == nil {
			err = f.apply(ctx, fields)
		}
		var p poison
		switch {
		case errors.As(err, &p):
			if err := f.bury(ctx, message.ID, p, fields); err != nil {
				return err
			}
		case err != nil:
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, f.store.cfg.Timeout)
	defer cancel()
	if err := f.store.cfg.Client.XAck(ctx, f.stream, f.group, message.ID).Err(); err != nil {
		return fmt.Errorf("acknowledging: %w", err)
	}
	return nil
}

func (f *follower) check(fields map[string]string) error {
	if f.cfg.InsecureUnsigned {
		return nil
	}
	return verify(f.cfg.HMACKey, f.stream, fields)
}

func textFields(values map[string]any) map[string]string {
	fields := make(map[string]string, len(values))
	for name, value := range values {
		fields[name], _ = value.(string) // go-redis hands out strings
	}
	return fields
}
