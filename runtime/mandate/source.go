// When keys are fetched, how long they count, and who waits for them.

package mandate

import (
	"context"
	"errors"
	"time"
)

// maxWaiting bounds the requests that wait for keys at one time; more are answered temporarily_unavailable.
const maxWaiting = 4096

var (
	errClosed  = errors.New("the verifier is closed")
	errNoKeys  = errors.New("the issuer publishes no key that fits")
	errCrowded = errors.New("too many requests wait for keys")
)

func newKeySource(fetch func(context.Context) ([]*key, error), cfg Config) *keySource {
	life, end := context.WithCancel(context.Background())
	return &keySource{
		fetch: fetch, policy: cfg.Keys, now: cfg.Now, logger: cfg.Logger,
		life: life, end: end, wake: make(chan struct{}, 1), pace: bucket{interval: cfg.Keys.RefetchInterval},
	}
}

// usable returns the keys that count at now, or nil: none were fetched, or the issuer has not answered for too long.
func (s *keySource) usable(now time.Time) *keySet {
	set := s.current.Load()
	if set == nil || now.Sub(set.fetched) > s.policy.MaxStale {
		return nil
	}
	return set
}

// vouches reports whether what was verified with k still counts at now.
func (s *keySource) vouches(k *key, now time.Time) bool {
	return !k.retired.Load() && s.usable(now) != nil
}

// verify finds the key that a token was signed with, asking the issuer again if it does not know one that fits: a
// rotation is no outage. Whoever needs a fetch that the rate limit delays waits for it, so that a flood of unknown
// keys cannot get honest tokens refused; only when a fetch that began after the token arrived shows no such key, the
// token is refused.
func (s *keySource) verify(ctx context.Context, h header, try func(*key) bool) (*key, *Error) {
	arrived := -1
	for {
		set := s.usable(s.now())
		if set != nil {
			k, refusal := set.candidates(h, try)
			if refusal != refuseKey {
				return k, refusal
			}
		}
		f, starts, err := s.join()
		if arrived < 0 {
			arrived = starts
		}
		if err == nil {
			err = s.await(ctx, f)
		}
		if err != nil {
			return nil, unavailable("the issuer's keys cannot be fetched right now", err)
		}
		if f.start <= arrived {
			continue // it began before this token arrived: the key may have been published since
		}
		if set = s.usable(s.now()); set == nil || len(set.keys) == 0 {
			return nil, unavailable("the issuer publishes no keys right now", errNoKeys)
		}
		return set.candidates(h, try)
	}
}

// join returns the fetch to wait for, under way or to come, and how many had begun. It fails at once where waiting
// would not help: the last fetch failed and the rate limit forbids another now.
func (s *keySource) join() (f *flight, starts int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	switch {
	case s.life.Err() != nil:
		return nil, s.starts, errClosed
	case s.waiting >= maxWaiting:
		return nil, s.starts, errCrowded
	case s.running != nil:
		return s.running, s.starts, nil
	case s.next == nil && s.failure != nil && s.pace.wait(time.Now()) > 0:
		return nil, s.starts, s.failure
	case s.next == nil:
		s.next = &flight{done: make(chan struct{})}
		select {
		case s.wake <- struct{}{}:
		default: // already awake
		}
	}
	return s.next, s.starts, nil
}

// await waits for f, but no longer than ctx and the source live.
func (s *keySource) await(ctx context.Context, f *flight) error {
	s.mu.Lock()
	s.waiting++
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.waiting--
		s.mu.Unlock()
	}()
	select {
	case <-f.done:
		return f.err
	case <-ctx.Done():
		return ctx.Err()
	case <-s.life.Done():
		return errClosed
	}
}

// warm fetches keys unless usable ones are there.
func (s *keySource) warm(ctx context.Context) error {
	if set := s.usable(s.now()); set != nil && len(set.keys) > 0 {
		return nil
	}
	f, _, err := s.join()
	if err == nil {
		err = s.await(ctx, f)
	}
	if err != nil {
		return err
	}
	return s.ready()
}

// ready returns why no token can be verified right now, or nil. It never waits.
func (s *keySource) ready() error {
	set := s.usable(s.now())
	if set != nil && len(set.keys) > 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	switch {
	case s.life.Err() != nil:
		return errClosed
	case s.failure != nil:
		return s.failure
	case set != nil:
		return errNoKeys
	}
	return errors.New("keys are not fetched yet")
}

// close ends the background work and forgets the keys.
func (s *keySource) close() {
	s.mu.Lock()
	s.end()
	s.mu.Unlock()
	s.worker.Wait()
	s.current.Store(nil)
}
