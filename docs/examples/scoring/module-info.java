/** A service that embeds a trained flow: it needs this one module. */
module org.example.scoring {
  requires org.p4inv.flows;
}
