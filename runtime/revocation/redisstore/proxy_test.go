package redisstore_test

import (
	"net"
	"sync/atomic"
	"testing"
	"time"
)

// proxy stands between a store and Redis, delays answers and counts requests.
type proxy struct {
	addr     string
	delay    atomic.Int64 // nanoseconds
	requests atomic.Int64 // packets from the store
}

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	p := &proxy{addr: l.Addr().String()}
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			redis, err := net.Dial("tcp", target)
			if err != nil {
				_ = client.Close()
				continue
			}
			go p.pipe(redis, client, func() { p.requests.Add(1) })
			go p.pipe(client, redis, func() { time.Sleep(time.Duration(p.delay.Load())) })
		}
	}()
	return p
}

func (p *proxy) pipe(dst, src net.Conn, each func()) {
	defer func() { _, _ = dst.Close(), src.Close() }()
	buf := make([]byte, 64<<10)
	for {
		n, err := src.Read(buf)
		if err != nil {
			return
		}
		each()
		if _, err := dst.Write(buf[:n]); err != nil {
			return
		}
	}
}
