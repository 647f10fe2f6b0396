drlint cost --region us-west-2 sam/orders.yaml
