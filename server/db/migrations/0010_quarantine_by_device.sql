-- How much is kept aside of a device is counted at every push that has something to set aside.
create index on quarantine (site_id, device_id);
