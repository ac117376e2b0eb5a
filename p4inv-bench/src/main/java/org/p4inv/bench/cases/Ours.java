package org.p4inv.bench.cases;

/** The cases on our own engine. */
public final class Ours implements CaseFactory {

  @Override
  public Case create(CaseRequest request) {
    if (!request.form().equals(CaseRequest.BEST)) {
      throw new NotOfferedException(
          "our engine has one form of a case, `" + CaseRequest.BEST + "`");
    }
    return switch (request.name()) {
      case P4InvStep.NAME -> P4InvStep.of(request);
      case DenseStep.NAME -> DenseStep.of(request);
      case PluStep.NAME -> PluStep.of(request);
      case BgStep.NAME -> BgStep.of(request);
      case BgSample.NAME -> BgSample.of(request);
      default -> throw new NotOfferedException("our engine has no case `" + request.name() + "`");
    };
  }
}
