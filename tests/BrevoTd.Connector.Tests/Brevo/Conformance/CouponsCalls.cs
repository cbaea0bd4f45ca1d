using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class CouponsCalls : ConformanceCalls
{
    public CouponsCalls()
    {
        Add("GET /couponCollections", "Coupons.ListCollectionsAsync", Repeated.Yes)
            .Full(brevo => brevo.Coupons.ListCollectionsAsync(CouponCollectionSortField.ExpirationDate, SortOrder.Descending))
            .Minimal(brevo => brevo.Coupons.ListCollectionsAsync());
        Add("POST /couponCollections", "Coupons.CreateCollectionAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Coupons.CreateCollectionAsync(Fill.Full<CreateCouponCollectionRequest>()))
            .Minimal(brevo => brevo.Coupons.CreateCollectionAsync(Fill.Minimal<CreateCouponCollectionRequest>()))
            .Demands("id");
        Add("GET /couponCollections/{id}", "Coupons.GetCollectionAsync", Repeated.Yes)
            .Full(brevo => brevo.Coupons.GetCollectionAsync("23befbae-1505-47a8-bd27-e30ef739f32c"))
            .Minimal(brevo => brevo.Coupons.GetCollectionAsync("23befbae-1505-47a8-bd27-e30ef739f32c"));
        Add("PATCH /couponCollections/{id}", "Coupons.UpdateCollectionAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Coupons.UpdateCollectionAsync("23befbae-1505-47a8-bd27-e30ef739f32c", Fill.Full<UpdateCouponCollectionRequest>())
            )
            .Minimal(brevo =>
                brevo.Coupons.UpdateCollectionAsync(
                    "23befbae-1505-47a8-bd27-e30ef739f32c",
                    new UpdateCouponCollectionRequest { DefaultCoupon = "10 OFF" }
                )
            );
        Add("POST /coupons", "Coupons.CreateAsync", Repeated.No)
            .Full(brevo => brevo.Coupons.CreateAsync("23befbae-1505-47a8-bd27-e30ef739f32c", ["Uf12AF", "Uf12AG"]))
            .Minimal(brevo => brevo.Coupons.CreateAsync("23befbae-1505-47a8-bd27-e30ef739f32c", ["Uf12AF"]));
    }
}
