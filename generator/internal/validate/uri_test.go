package validate

import "testing"

func TestMeet(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"notes://a", "notes://a", true},
		{"notes://a", "notes://b", false},
		{"notes://{id}", "notes://a", true},
		{"notes://{id}", "notes://{name}", true},
		{"notes://{id}/x", "notes://{id}/y", false},
		{"notes://{id}/x", "notes://{id}", false},
		{"notes://note-{id}", "notes://tag-{id}", false},
		{"notes://note-{id}", "notes://{kind}-1", true},
		{"notes://a{x}b", "notes://{x}ab{y}", true},
		{"notes://a{x}b", "notes://a{x}c", false},
		{"notes://{x}a", "notes://b{x}", true},
		{"a://{x}", "b://{x}", false},
		{"notes://{a}.{b}", "notes://{a}", true},
	}
	for _, tt := range tests {
		if got := meet(tt.a, tt.b); got != tt.want {
			t.Errorf("meet(%q, %q) = %v", tt.a, tt.b, got)
		}
		if got := meet(tt.b, tt.a); got != tt.want {
			t.Errorf("meet(%q, %q) = %v", tt.b, tt.a, got)
		}
	}
}
