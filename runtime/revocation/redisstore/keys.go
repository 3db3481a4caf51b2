package redisstore

import "time"

func (s *Store) epochKey(zone string) string { return s.cfg.KeyPrefix + epochInfix + zone }

func (s *Store) wrote() { s.written.Store(int64(time.Since(s.begin))) }

// Names in Redis, as Caracal has them.
const (
	DefaultKeyPrefix = "caracal:revoked:sessions:"
	epochInfix       = "delegation-epoch:"
	probeSuffix      = "write-probe:" // ends with a colon and a random name: no anchor of anybody's
)

// lostSuffix names the key that lives while revocations may be missing, because events left a stream before they were
// in force or because Redis lost its data. It ends when the last of them would have, or when an operator deletes it.
const lostSuffix = "stream-gap"

// dataSuffix names the key that identifies the data that Redis holds: a random name without an end, which the first
// follower writes. Another name, or none, means that the data was lost, and revocations with it.
const dataSuffix = "data-id"
