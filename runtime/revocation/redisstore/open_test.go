package redisstore

import (
	"strings"
	"testing"
)

func TestOpenRefusesWithoutQuotingTheURL(t *testing.T) {
	for _, url := range []string{"", "http://:hunter2@host", "redis://user:hunter2@host:port/0", "redis://host/x?hunter2"} {
		store, err := Open(url, Config{})
		if err == nil || store != nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v, %v", url, store, err)
		}
	}
}

func TestOpenSetsWhatTimeoutsNeed(t *testing.T) {
	store, err := Open("rediss://user:secret@127.0.0.1:1/2", Config{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Check(t.Context(), "", []string{"a"}); err == nil {
		t.Error("a store that cannot be reached answered")
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}
