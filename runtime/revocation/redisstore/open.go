package redisstore

import (
	"errors"
	"net/url"
	"time"

	"github.com/redis/go-redis/v9"
)

// Open returns a store with a client of its own, which Close closes, for an address as configuration holds it:
//
//	redis://user:password@host:6379/0                            one server (rediss: with TLS)
//	rediss://user:password@host1:6379?addr=host2:6379            a cluster, with some of its nodes
//	redis://user:password@sentinel:26379?master_name=mymaster    a master found through sentinels
//
// Other parameters are those of go-redis. Errors never repeat the address, which may hold a password. It does not use
// the network. cfg.Client must be nil.
func Open(address string, cfg Config) (*Store, error) {
	if cfg.Client != nil {
		return nil, errors.New("redisstore: Open makes the client itself")
	}
	client, err := clientFor(address)
	if err != nil {
		return nil, err
	}
	cfg.Client = client
	s, err := New(cfg)
	if err != nil {
		_ = client.Close()
		return nil, err
	}
	s.owned = client
	return s, nil
}

// errAddress does not quote the address.
var errAddress = errors.New("redisstore: the address is not one that go-redis understands")

// dialTimeout bounds connecting, which a request's own timeout bounds further.
const dialTimeout = 2 * time.Second

func clientFor(address string) (redis.UniversalClient, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "redis" && u.Scheme != "rediss" || u.Host == "" {
		return nil, errors.New("redisstore: the address is no redis:// or rediss:// URL")
	}
	switch query := u.Query(); {
	case query.Has("master_name"):
		o, err := redis.ParseFailoverURL(address)
		if err != nil {
			return nil, errAddress
		}
		if o.ReplicaOnly || o.RouteByLatency || o.RouteRandomly {
			return nil, errors.New("redisstore: the address asks to read from replicas, which may lack a revocation")
		}
		o.ContextTimeoutEnabled, o.DialTimeout = true, dialTimeout
		return redis.NewFailoverClient(o), nil
	case query.Has("addr"):
		o, err := redis.ParseClusterURL(address)
		if err != nil {
			return nil, errAddress
		}
		o.ContextTimeoutEnabled, o.DialTimeout = true, dialTimeout
		return redis.NewClusterClient(o), nil
	default:
		o, err := redis.ParseURL(address)
		if err != nil {
			return nil, errAddress
		}
		o.ContextTimeoutEnabled, o.DialTimeout = true, dialTimeout
		return redis.NewClient(o), nil
	}
}
