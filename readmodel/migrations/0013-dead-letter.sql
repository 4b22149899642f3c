-- Two messages of the same place are two when their bytes differ: a topic that was made anew counts from 0.

alter table dead_letter add column raw_hash bytea not null
  generated always as (sha256(coalesce(raw, ''))) stored;
alter table dead_letter drop constraint dead_letter_topic_partition_kafka_offset_key;
alter table dead_letter add constraint dead_letter_place_and_content
  unique (topic, partition, kafka_offset, raw_hash);
