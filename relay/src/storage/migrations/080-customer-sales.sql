-- What one customer bought in a store: asked by a till while a person waits.
create index sales_customer on sales (organisation, store, customer, at desc) where customer is not null;
