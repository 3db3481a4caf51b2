package blog

import (
	"database/sql/driver"
	"fmt"
	"time"
)

type PostStatus string

const (
	PostStatusDraft     PostStatus = "draft"
	PostStatusPublished PostStatus = "published"
)

func (e *PostStatus) Scan(src interface{}) error {
	switch s := src.(type) {
	case []byte:
		*e = PostStatus(s)
	case string:
		*e = PostStatus(s)
	default:
		return fmt.Errorf("unsupported scan type for PostStatus: %T", src)
	}
	return nil
}

func (e PostStatus) Value() (driver.Value, error) {
	return string(e), nil
}

type Post struct {
	ID        int64
	Title     string
	Body      *string
	Status    PostStatus
	CreatedAt time.Time
}
