package builds

import (
	_ "plans"
	_ "x/plans"

	"github.com/mcpgen/mcpgen/runtime/check"
)

//mcp:check
func premium(r *check.Request) bool { return false } // want premium:"check"

// Of two packages plans neither is meant more than the other.
//
//mcp:tool auth=premium,plans.Paid
func Add() error { return nil }

type Service struct{}

//mcp:check
func (s *Service) owns(r *check.Request) bool { return false }

//mcp:tool auth=owns
func (s *Service) Drop() error { return nil }
