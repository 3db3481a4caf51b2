package redisstore_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
	"github.com/mcpgen/mcpgen/runtime/revocation/storetest"
)

// commands are all that the store and its streams need; docs/mandates.md lists them.
const commands = "+get +set +exists +pttl +persist +eval +evalsha +info +xgroup|create +xgroup|setid +xinfo|stream +xinfo|groups +xreadgroup +xautoclaim +xack +xadd"

// TestACLUser: a user that may do nothing else serves.
func TestACLUser(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	args := []any{"ACL", "SETUSER", "mcpgen", "on", ">" + leakcheck.Secret("acl-sesame"), "~caracal:*", "~caracal.*", "-@all"}
	for _, c := range strings.Fields(commands) {
		args = append(args, c)
	}
	if err := s.admin.Do(t.Context(), args...).Err(); err != nil {
		t.Fatal(err)
	}
	store, err := redisstore.Open("redis://mcpgen:acl-sesame@"+s.addr, redisstore.Config{Timeout: long})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	follow(t, store, time.Minute)
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "session_id": "a", "reason": "r"})
	s.announce(t, redisstore.RevocationStream, map[string]string{"zone_id": "z", "reason": "a dead letter"})
	s.announce(t, redisstore.DelegationStream, map[string]string{"zone_id": "zone-1", "epoch": "3"})
	eventually(t, "in force", func() bool { return revoked(t, store, "a") })
	eventually(t, "the dead letter is written", func() bool { return s.admin.XLen(t.Context(), redisstore.RevocationStream+".dead").Val() == 1 })
	if err := store.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestCluster: anchors of one mandate lie in many slots; the contract holds all the same.
func TestCluster(t *testing.T) {
	t.Parallel()
	_, bus, _ := net.SplitHostPort(freeAddr(t)) // its default, 10000 above the port, may not exist
	s := startRedis(t, "--cluster-enabled", "yes", "--cluster-port", bus)
	if err := s.admin.Do(t.Context(), "CLUSTER", "ADDSLOTSRANGE", 0, 16383).Err(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the cluster is whole", func() bool {
		return strings.Contains(s.admin.ClusterInfo(t.Context()).Val(), "cluster_state:ok")
	})
	storetest.Run(t, func(t *testing.T) revocation.Store {
		if err := s.admin.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		store, err := redisstore.Open("redis://"+s.addr+"?addr="+s.addr, redisstore.Config{Timeout: long})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		return store
	}, time.Sleep)
}

// TestSentinel: the master is found through a sentinel.
func TestSentinel(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	_, port, _ := net.SplitHostPort(s.addr)
	addr := freeAddr(t)
	_, own, _ := net.SplitHostPort(addr)
	config := filepath.Join(t.TempDir(), "sentinel.conf")
	text := fmt.Sprintf("bind 127.0.0.1\nport %s\ndir %s\nsentinel monitor mymaster 127.0.0.1 %s 1\n", own, filepath.Dir(config), port)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("redis-server", config, "--sentinel")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	sentinel := redis.NewSentinelClient(&redis.Options{Addr: addr})
	t.Cleanup(func() { _ = sentinel.Close() })
	eventually(t, "the sentinel knows the master", func() bool {
		return len(sentinel.GetMasterAddrByName(t.Context(), "mymaster").Val()) == 2
	})
	store, err := redisstore.Open("redis://"+addr+"?master_name=mymaster", redisstore.Config{Timeout: long})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := store.Revoke(t.Context(), time.Hour, "a"); err != nil || !revoked(t, store, "a") {
		t.Error(err)
	}
}
