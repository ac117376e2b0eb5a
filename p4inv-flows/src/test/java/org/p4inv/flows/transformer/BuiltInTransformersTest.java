package org.p4inv.flows.transformer;

import java.util.List;

class BuiltInTransformersTest extends TransformerContract {
  @Override
  protected List<TransformerCase> cases() {
    return SplineCases.all();
  }
}
