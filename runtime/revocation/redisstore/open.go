package redisstore

import (
	"errors"

	"github.com/redis/go-redis/v9"
)

// Open returns a store on the single server that a URL names, as redis://user:password@host:6379/0 or rediss:// for
// TLS, with a client of its own that Close closes; cfg.Client must be nil. It does not use the network. The error never
// quotes the URL, which may hold a password. For a cluster or sentinels make the client yourself and use [New].
func Open(url string, cfg Config) (*Store, error) {
	if cfg.Client != nil {
		return nil, errors.New("redisstore: Open makes the client; use New with Config.Client")
	}
	options, err := redis.ParseURL(url)
	if err != nil {
		return nil, errors.New("redisstore: not a redis:// or rediss:// URL")
	}
	options.ContextTimeoutEnabled = true
	client := redis.NewClient(options)
	cfg.Client = client
	store, err := New(cfg)
	if err != nil {
		_ = client.Close()
		return nil, err
	}
	store.owned = client
	return store, nil
}
