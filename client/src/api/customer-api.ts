import { type CustomerId, type CustomerSales, customerSalesReply } from '@evertill/crdt-model'
import type { ApiResult } from './api-client.ts'
import { api } from './relay-api.ts'

/** What a customer bought in the store of this till, as far as the relay knows. Asked as the till. */
export const getCustomerSales = (customer: CustomerId): Promise<ApiResult<CustomerSales>> =>
  api.get(`/api/customers/${customer}/sales`, customerSalesReply)
