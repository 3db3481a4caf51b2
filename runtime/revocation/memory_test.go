package revocation

import (
	"testing"
	"time"
)

func TestCheckAllocatesNothing(t *testing.T) {
	m := NewMemory(MemoryConfig{})
	if err := m.Revoke(t.Context(), time.Hour, "other"); err != nil {
		t.Fatal(err)
	}
	if err := m.AdvanceEpoch(t.Context(), "zone-1", 7); err != nil {
		t.Fatal(err)
	}
	anchors := []string{"a", "b", "c", "d"}
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() { _, _, _ = m.Check(ctx, "zone-1", anchors) }); n != 0 {
		t.Errorf("Check allocates %v times", n)
	}
}

func BenchmarkCheck(b *testing.B) {
	m := NewMemory(MemoryConfig{})
	_ = m.Revoke(b.Context(), time.Hour, "other")
	_ = m.AdvanceEpoch(b.Context(), "zone-1", 7)
	anchors := []string{"authority-record-1", "authority-record-root", "session-child", "delegation-1"}
	for b.Loop() {
		_, _, _ = m.Check(b.Context(), "zone-1", anchors)
	}
}
