package text

import (
	"encoding/hex"
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

type Addr struct {
	A  netip.Addr      `json:"a"`
	P  netip.Prefix    `json:"p"`
	AP *netip.AddrPort `json:"ap,omitempty"`
}
type Link struct {
	U url.URL  `json:"u"`
	P *url.URL `json:"p,omitempty"`
}

// UUID is a UUID like google's.
type UUID [16]byte

// MarshalText writes hex.
func (u UUID) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(u[:])), nil }

// UnmarshalText reads hex.
func (u *UUID) UnmarshalText(b []byte) error {
	if len(b) != 32 {
		return errors.New("want 32 hex digits")
	}
	_, err := hex.Decode(u[:], b)
	return err
}

type UUIDs struct {
	U UUID         `json:"u"`
	L []UUID       `json:"l,omitempty"`
	M map[UUID]int `json:"m,omitempty"`
	P *UUID        `json:"p,omitempty"`
	Z UUID         `json:"z,omitzero"`
}
type Upper string

func (u Upper) MarshalText() ([]byte, error)  { return []byte(strings.ToUpper(string(u))), nil }
func (u *Upper) UnmarshalText(b []byte) error { *u = Upper(strings.ToLower(string(b))); return nil }

type Uppers struct {
	U Upper `json:"u,omitempty"`
}
