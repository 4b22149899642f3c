-- What is wrong with a message by codes, so that it is said in the reader's language; of those that
-- came before, only the words of the validator are known.

alter table dead_letter add column faults jsonb;
