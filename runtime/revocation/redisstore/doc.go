// Package redisstore keeps revocations in Redis, for several server processes, under the names that Caracal uses, and
// follows the streams on which a Caracal deployment announces them.
//
// # Failing closed
//
// A Check is one round trip, bounded by Config.Timeout; whatever goes wrong is an error, and the verifier refuses with
// 503. A Redis that can be read but not written (a replica, out of memory, a failed disk) may lack revocations, so a
// Check writes a probe along whenever the last write that succeeded is older than Config.ProbeInterval, and fails if
// that fails. While streams are followed, a consumer that has not been able to apply events for Config.MaxLag fails
// every Check too, and so do events that left a stream before they were in force, or a Redis that lost its data, until
// the revocations would have ended.
//
// # What Redis must be
//
// Redis must not forget: maxmemory-policy noeviction (checked by Ready) and persistence with appendfsync always, or
// revocations that it acknowledged can be lost in a crash. A replica may lag, so reads must go to masters: cluster
// clients with ReadOnly, RouteByLatency or RouteRandomly are refused. Redis 6.2 or later; before 7.0, events that were
// trimmed unread are not noticed.
package redisstore
