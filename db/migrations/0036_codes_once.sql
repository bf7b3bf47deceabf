-- A code of the second factor opens once, although it stays right for a minute and a half.
alter table auth."twoFactor" add column "lastStep" integer;
comment on column auth."twoFactor"."lastStep" is 'The half-minute, counted from 1970, of the last code that was taken (RFC 6238, section 5.2): its code and earlier ones are refused.';
