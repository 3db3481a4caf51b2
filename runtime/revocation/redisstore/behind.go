package redisstore

import (
	"fmt"
	"time"
)

// follows reports whether streams are followed.
func (s *Store) follows() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.followers) > 0
}

// lagging returns an error while a followed stream may hold events that are not in force.
func (s *Store) lagging() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, f := range s.followers {
		if at := f.current.Load(); at == 0 || time.Since(s.begin)-time.Duration(at) > f.cfg.MaxLag {
			return fmt.Errorf("revocations on stream %s are not being read", f.stream)
		}
	}
	return nil
}
