package mandate

import (
	"context"
	"time"
)

// begin starts the worker, once. The caller holds mu.
func (s *keySource) begin() {
	if s.begun || s.life.Err() != nil {
		return
	}
	s.begun = true
	s.worker.Go(s.work)
}

// work fetches until the source is closed: first at once, then whenever the refresh interval is over or somebody waits
// for keys. Pacing uses the machine's clock, since it is about load; how long keys count uses the configured one.
func (s *keySource) work() {
	for due := time.Now(); ; {
		timer := time.NewTimer(time.Until(due))
		select {
		case <-s.life.Done():
			timer.Stop()
			return
		case <-timer.C:
		case <-s.wake:
			timer.Stop()
			if !s.awaited() {
				continue // a fetch that began meanwhile served them
			}
			if !s.paced() {
				return
			}
		}
		wait := s.policy.RefreshInterval
		if s.run() != nil {
			wait = min(wait, 4*s.policy.RefetchInterval)
		}
		due = time.Now().Add(wait)
	}
}

// awaited reports whether anybody waits for a fetch that has not begun.
func (s *keySource) awaited() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next != nil
}

// paced waits until the rate limit allows a fetch on demand. It reports false when the source is closed.
func (s *keySource) paced() bool {
	s.mu.Lock()
	timer := time.NewTimer(s.pace.wait(time.Now()))
	s.mu.Unlock()
	defer timer.Stop()
	select {
	case <-s.life.Done():
		return false
	case now := <-timer.C:
		s.mu.Lock()
		s.pace.take(now)
		s.mu.Unlock()
		return true
	}
}

// run performs one fetch for everybody who waits. A failure keeps the last good keys.
func (s *keySource) run() error {
	s.mu.Lock()
	f := s.next
	if f == nil {
		f = &flight{done: make(chan struct{})}
	}
	s.starts++
	f.start, s.running, s.next = s.starts, f, nil
	s.mu.Unlock()

	began := s.now()
	ctx, cancel := context.WithTimeout(s.life, s.policy.Timeout)
	keys, err := s.fetch(ctx)
	cancel()
	if err == nil {
		merged, retire := s.current.Load().adopt(keys)
		s.current.Store(&keySet{keys: merged, fetched: began})
		retire()
	}
	s.report(err, len(keys))

	s.mu.Lock()
	f.err, s.failure, s.running = err, err, nil
	s.mu.Unlock()
	close(f.done)
	return err
}

func (s *keySource) report(err error, keys int) {
	switch {
	case s.life.Err() != nil:
	case err != nil:
		s.logger.Warn("fetching the issuer's keys failed; the last good ones stay in use", "error", err)
	case keys == 0:
		s.logger.Error("the issuer publishes no key that can verify tokens: every token is refused")
	default:
		s.logger.Debug("fetched the issuer's keys", "keys", keys)
	}
}
